"""What people see. Screens sit on top of all domains, so no domain needs to know a screen."""
