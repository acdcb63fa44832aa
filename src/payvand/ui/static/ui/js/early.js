/* Runs before the first paint: the width of the rail, which this browser remembers. */
document.documentElement.dataset.rail = localStorage.getItem("payvand.rail") ?? "wide";
