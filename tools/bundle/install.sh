#!/bin/sh
# 不用网络,也不用管理员权限
cd "$(dirname "$0")" || exit 1
for python in ${PYTHON:+"$PYTHON"} python3.13 python3.12 python3.11 python3.14 python3; do
    if "$python" -c 'import sys, venv; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
        exec "$python" -X utf8 wheels/install.py
    fi
done
echo "没有找到 Python 3.11 或更高版本。Debian 12、13 和 deepin 23 可请管理员运行：apt install python3"
echo "统信 UOS 20 自带的是 3.7，要另装一个，装好后指明它：PYTHON=/路径/bin/python3.12 sh 安装.sh"
exit 1
