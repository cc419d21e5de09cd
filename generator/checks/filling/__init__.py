"""How a file was filled in: units and codes as typed, codes in the wrong list, what is still 待填, what reading itself found."""
