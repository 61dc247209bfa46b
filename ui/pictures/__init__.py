"""Pictures on the screen: painting, hovering, walking by keyboard."""
