"""Pages: what a request asks for, put together from queries, commands and templates."""
