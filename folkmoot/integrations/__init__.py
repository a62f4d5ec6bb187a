"""How other systems and other programs are met: their files in, our figures out."""
