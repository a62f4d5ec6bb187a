"""The page that shows every part that pages are made of, in every state. For those who build and translate."""
