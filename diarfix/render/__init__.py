"""What people and programs read: one renderer an output, none of them inside a command."""
