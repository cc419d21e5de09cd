"""The local page of `juesuan open`: a browser beside the commands, which it calls and computes nothing itself.

`app` puts together the routes, a module each (`writing`, `explaining`, `changes`, `start`, `jobs`, `uploads`, `made`, `proof`, `bureau`);
`guard` stands before them, `paths` before the disk. A file that is being written is an `Opened`; `view` is what is shown of it.
"""
