"""Why the system refused a file or folder, in Chinese, and what to do about it."""

import errno
import os
import traceback
from pathlib import Path

DEBUG = "JUESUAN_DEBUG"
REASONS = {
    errno.ENOSPC: "磁盘满了，请腾出空间再试",
    errno.EDQUOT: "磁盘配额用完了，请腾出空间再试",
    errno.EROFS: "磁盘是只读的，请换一个文件夹（-o 文件夹）",
    errno.EIO: "磁盘读写出错，请检查磁盘",
    errno.EACCES: "没有权限，请换一个文件夹，或请管理员给予权限",
    errno.EPERM: "系统不允许，请换一个文件夹，或请管理员给予权限",
    errno.ENOENT: "没有这个文件或文件夹，请核对路径",
    errno.ENOTDIR: "路径里有一段是文件，不是文件夹，请核对路径",
    errno.EISDIR: "这是文件夹，不是文件，请核对路径",
    errno.EEXIST: "那里已经有同名的文件，请换一个名称",
    errno.ENAMETOOLONG: "名称太长，请改短",
    errno.ELOOP: "链接绕了一圈，请核对路径",
    errno.EMFILE: "同时打开的文件太多，请用 -j 1 再运行",
    errno.EXDEV: "跨了两个磁盘，请换一个文件夹",
    errno.EINVAL: "名称里有系统不允许的字符，请改名",
    errno.ECONNREFUSED: "连接不上，请核对地址，看那一端是否在运行",
    errno.ETIMEDOUT: "连接超时，请核对地址和网络",
    errno.ENOMEM: "内存不够，请关闭别的程序再试",
}


def reason(error: OSError) -> str:
    """Why and what to do, without a full stop; where it is none of the usual reasons, its number."""
    return REASONS.get(error.errno or 0, f"系统不允许（错误号 {error.errno}）" if error.errno else str(error) or "系统不允许")


def told(error: OSError) -> str:
    """The same as a sentence, with the file that it concerns where the system names one."""
    names = "、".join(str(name) for name in (error.filename, error.filename2) if name is not None)
    return f"{f'{names}：' if names else ''}{reason(error).rstrip('。')}。"


def code(error: BaseException) -> str:
    """What tells a maintainer where a fault of the program arose: its module and line that came last (published.audit-133)."""
    frames = traceback.extract_tb(error.__traceback__)
    own = [frame for frame in frames if "generator" in Path(frame.filename).parts] or frames
    return f"{_module(Path(own[-1].filename))}-{own[-1].lineno}" if own else "不明"


def _module(path: Path) -> str:
    parts = path.with_suffix("").parts
    return ".".join(parts[len(parts) - parts[::-1].index("generator") :]) if "generator" in parts else path.stem


def traced(error: BaseException) -> str:
    """The traceback of an error where the environment asks for it, else nothing."""
    return "".join(traceback.format_exception(error)) if os.environ.get(DEBUG) else ""
