"""What is emerging by place and topic: the list, one signal with its steps, the film of past nights."""
