"""The only place that knows every app: settings, addresses, the command line, and how all of it is started."""
