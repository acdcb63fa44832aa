"""The values of what sales puts on pages of records: a module for each page, or each part of one."""
