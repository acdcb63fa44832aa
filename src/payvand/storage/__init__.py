"""Backup, restore and move: the whole instance as one archive, checked table by table and file by file."""
