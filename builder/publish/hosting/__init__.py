"""What servers and hosts of static sites want beside the pages: headers, rules, compressed copies; and what they refuse."""
