"""Keeps pytest out of this folder: its scripts import programs that only `make consumers` installs."""

collect_ignore_glob = ["*"]
