"""What is printed for people to keep: the form of one facility (phiếu), and the sheet of entry links with QR codes."""
