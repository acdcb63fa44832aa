/* Starts every module of the interface. Each defines its element or listens at the document, and needs no call. */

import "./toast.js";
import "./dialog.js";
import "./menu.js";
import "./shortcuts.js";
import "./preferences.js";
import "./command-palette.js";
import "./peek.js";
import "./table.js";
import "./combobox.js";
import "./day-picker.js";
import "./dropzone.js";
import "./number.js";
import "./live.js";
