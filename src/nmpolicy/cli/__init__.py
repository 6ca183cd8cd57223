"""The `nmpolicy` command. It prints and exits; nothing else does."""
