"""What did the Chair of the OSCE promise, what became of it, when does it meet, who backs it?"""
