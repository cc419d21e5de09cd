"""在这台电脑上装好程序,不用网络:安装.bat、安装.sh 找到 Python 以后运行它。

程序装在自己的文件夹(用户文件夹里的 .juesuan),不动别的软件;解开安装包的文件夹成为工作文件夹。
"""

import shutil
import subprocess
import sys
import venv
from pathlib import Path

WHEELS = Path(__file__).resolve().parent
FOLDER = WHEELS.parent
PROGRAM = Path.home() / ".juesuan" / "program"
WINDOWS = sys.platform == "win32"
PYTHON = PROGRAM / ("Scripts/python.exe" if WINDOWS else "bin/python")
OPEN = "打开.bat" if WINDOWS else "打开.desktop"
IN_USE = "原来的程序还开着，换不了。请关掉它的窗口（任务栏里的 juesuan），再来一次。"
NOT_INSTALLED = "没有装成：这套安装包里多半没有 Python {version} 用的软件包（有的见“先看这里.txt”），或者压缩包没有全部解开。\n{told}"
INSTALLED = "\n装好了。以后双击这个文件夹里的“{open}”就打开。要换一个地方放，把整个文件夹移过去就行{again}。"
AGAIN = "，再运行一次“安装.sh”"


def main() -> int:
    """0 where the program is installed and the folder is ready; 1, with the reason told, where it is not."""
    print("正在安装，要一两分钟……", flush=True)
    try:
        shutil.rmtree(PROGRAM, ignore_errors=False) if PROGRAM.exists() else None
    except OSError:
        print(IN_USE)
        return 1
    venv.create(PROGRAM, with_pip=False, symlinks=not WINDOWS)
    pip = next(WHEELS.glob("pip-*.whl"))
    words = [f"{pip}/pip", "--isolated", "install", "-q", "--no-index", "--find-links", str(WHEELS), "juesuan"]
    done = subprocess.run([PYTHON, "-X", "utf8", *words], capture_output=True, encoding="utf-8", errors="replace", check=False)
    if done.returncode:
        print(NOT_INSTALLED.format(version=sys.version.split()[0], told="\n".join(done.stderr.splitlines()[-5:])))
        return 1
    made = FOLDER / OPEN
    if not WINDOWS and made.exists():
        made.unlink()  # 里面写着程序和文件夹在哪里
    subprocess.run([PYTHON, "-X", "utf8", "-m", "generator.cli", "init", FOLDER], stdout=subprocess.DEVNULL, check=True)
    print(INSTALLED.format(open=OPEN, again="" if WINDOWS else AGAIN))
    return 0


if __name__ == "__main__":
    sys.exit(main())
