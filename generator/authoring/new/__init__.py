"""What an officer begins with: a new year's file from last year's (`year`), a working folder with an example (`workspace`)."""
