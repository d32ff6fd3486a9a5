"""What a plan costs beyond the staff's regular pay."""
