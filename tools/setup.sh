#!/usr/bin/env bash
# 准备运行环境。用法:tools/setup.sh run|dev|fonts
#   run    生成文本所需:.venv、字体
#   dev    在 run 之外再装测试与检查工具,和 WeasyPrint 要的系统软件包
#   fonts  只准备字体
# 已经准备好时立即返回;pyproject.toml、constraints.txt 或本脚本改动后会重新安装。
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
export LC_ALL=C.UTF-8 DEBIAN_FRONTEND=noninteractive

# 第二种排版(WeasyPrint)要的软件包,测试两种都试;缺了只是没有生僻字、数字字形差一些的字体
PANGO=(libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz0b libfontconfig1 libharfbuzz-subset0)
ADVISED=(fonts-noto-cjk fonts-liberation)
BROWSER=(chromium libatomic1)  # 测试在浏览器里点核对结果(libatomic1 是 playwright 自带的 node 要的);没有则那几个测试跳过

FONT_PACKAGE=texlive-lang-chinese
FONTS=(FandolFang-Regular.otf FandolKai-Regular.otf FandolHei-Regular.otf FandolSong-Bold.otf COPYING)
FONT_CACHE="${XDG_CACHE_HOME:-${HOME:-/tmp}/.cache}/juesuan/fonts"

say() { printf '==> %s\n' "$*" >&2; }
warn() { printf '警告:%s\n' "$*" >&2; }
die() {  # $1:错误;其余:补充说明,空的略去
    printf '错误:%s\n' "$1" >&2
    shift
    local line
    for line in "$@"; do [ -z "$line" ] || printf '      %s\n' "$line" >&2; done
    exit 1
}
have() { command -v "$1" >/dev/null 2>&1; }

SAID=""
quiet() {  # 运行命令,不显示它的话;没有成功时留在 SAID 里
    SAID=$("$@" </dev/null 2>&1)
}
give_up() {  # $1:什么没有装上;$2:不是网络的原因时怎么办。没有网络时只说没有网络
    if grep -qiE 'NewConnectionError|ConnectTimeout|ReadTimeout|ProxyError|resolving|name resolution|(could not|unable to|cannot) (resolve|connect)|Connection (refused|timed out)|Network is unreachable' <<<"$SAID"; then
        die "连不上网络,$1没有装上。请接通网络后再运行一次;要经代理或内网镜像的,先设置 https_proxy、PIP_INDEX_URL 或 apt 的软件源。"
    fi
    tail -n 8 <<<"$SAID" >&2
    die "$1没有装上。$2"
}
is_root() { [ "$(id -u)" -eq 0 ]; }

# ---- 系统软件包 ----------------------------------------------------------------

missing_of() {  # 列出参数中尚未安装的软件包,每行一个
    local name
    for name in "$@"; do
        [ "$(dpkg-query -W -f '${db:Status-Status}' "$name" 2>/dev/null)" = installed ] || echo "$name"
    done
}

apt_install() {
    say "安装系统软件包:$*"
    local apt=(apt-get -qq -o Acquire::Retries=3 -o DPkg::Lock::Timeout=300 -o Dpkg::Use-Pty=0)
    quiet "${apt[@]}" update || true  # 清单旧了也许还能装上
    local before=$SAID
    quiet "${apt[@]}" install -y --no-install-recommends "$@" && return
    SAID+=$'\n'$before
    give_up 系统软件包 "请检查软件源后重试:apt-get update && apt-get install $*"
}

find_python() {  # 第一个不低于 3.11 且能建虚拟环境的 Python
    local candidate
    for candidate in ${PYTHON:+"$PYTHON"} python3.11 python3 /usr/bin/python3 python3.12 python3.13; do
        if "$candidate" -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            command -v "$candidate"
            return
        fi
    done
    return 1
}

system_packages() {  # $1:run 或 dev
    if ! have dpkg-query || ! have apt-get; then
        warn "本机不是 Debian 系统,不能代为检查系统软件包;请自行装好 Noto CJK 和 Liberation 字体,测试还要 Pango、HarfBuzz、Fontconfig。"
        return
    fi
    local required=() advised
    [ "$1" = run ] || mapfile -t required < <(missing_of "${PANGO[@]}")
    mapfile -t advised < <(missing_of "${ADVISED[@]}")
    find_python >/dev/null || required+=(python3 python3-venv)
    [ $((${#required[@]} + ${#advised[@]})) -gt 0 ] || return 0
    if is_root; then
        apt_install "${required[@]}" "${advised[@]}"
    elif [ ${#required[@]} -gt 0 ]; then
        die "缺少必需的系统软件包:${required[*]}" \
            "${advised[*]:+另外建议安装:${advised[*]}}" \
            "安装它们需要管理员权限。请管理员执行下面一行,然后重新运行 make:" \
            "    apt-get update && apt-get install -y --no-install-recommends ${required[*]} ${advised[*]}"
    else
        warn "缺少建议安装的系统软件包:${advised[*]}(没有它们也能用,但 PDF 里生僻字可能没有字形,数字和西文字形可能不同)。"
        warn "可请管理员执行:apt-get update && apt-get install -y --no-install-recommends ${advised[*]}"
    fi
}

browser() {  # 装得上就装,装不上不碍事
    local missing
    mapfile -t missing < <(missing_of "${BROWSER[@]}")
    have apt-get && is_root && [ ${#missing[@]} -gt 0 ] || return 0
    say "安装 ${missing[*]}(测试用)"
    quiet apt-get -qq -o DPkg::Lock::Timeout=300 -o Dpkg::Use-Pty=0 install -y --no-install-recommends "${missing[@]}" ||
        warn "没有装上 ${missing[*]},在浏览器里试的几个测试会跳过。"
}

# ---- 虚拟环境 ------------------------------------------------------------------

python_environment() {  # $1:run 或 dev;$2:要装的附加组,如 "" 或 "[test,dev]"
    local python
    python=$(find_python) || die "找不到 Python 3.11 或更高版本(须带 venv)。" "可用环境变量指定:PYTHON=/路径/python3.11 make build"
    if ! .venv/bin/python -m pip --version >/dev/null 2>&1 || ! grep -qxF "$PWD" .venv/.home 2>/dev/null; then
        say "用 $python 建立虚拟环境 .venv"
        rm -rf .venv
        "$python" -m venv .venv || die "虚拟环境没有建成。" "Debian 上请安装 python3-venv。"
        echo "$PWD" >.venv/.home
    fi
    say "安装 Python 软件包(版本以 constraints.txt 为准)"
    local pip=(.venv/bin/python -m pip --disable-pip-version-check --no-input -qq install -c constraints.txt)
    { quiet "${pip[@]}" hatchling && quiet "${pip[@]}" --no-build-isolation -e ".$2"; } ||
        give_up "Python 软件包" "请检查 pip 的软件源设置(pip config list),然后重试。"
    [ "$1" = run ] || .venv/bin/python -c 'import weasyprint' ||
        die "WeasyPrint 不能加载,多半是缺少 Pango 等系统软件包:${PANGO[*]}"
}

# ---- 字体 ----------------------------------------------------------------------

has_fonts() { local name; for name in "${FONTS[@]}"; do [ -s "$1/$name" ] || return 1; done; }

apt_download() {  # 把字体所在的软件包下载到 $1;只解开,不安装,也不需要管理员权限
    local options=(-qq -o Acquire::Retries=3) lists="$1/lists"
    ! is_root || options+=(-o APT::Sandbox::User=root)
    (cd "$1" && apt-get "${options[@]}" download "$FONT_PACKAGE" </dev/null >/dev/null 2>&1) && return
    mkdir -p "$lists/partial" "$1/cache/archives/partial"
    options+=(-o "Dir::State::lists=$lists" -o "Dir::Cache=$1/cache")
    (cd "$1" && apt-get "${options[@]}" update && apt-get "${options[@]}" download "$FONT_PACKAGE") </dev/null >/dev/null 2>&1
}

fill_font_cache() {
    have apt-get && have dpkg-deb || return 1
    say "下载 Fandol 字体(取自 Debian 软件包 $FONT_PACKAGE,约 50 MB,只下载一次)"
    local work
    mkdir -p "$(dirname "$FONT_CACHE")" && work=$(mktemp -d "$FONT_CACHE.XXXXXX") || return 1
    if apt_download "$work" && mkdir "$work/new" &&
        dpkg-deb --fsys-tarfile "$work/$FONT_PACKAGE"_*.deb |
        tar -x -C "$work/new" --wildcards --transform 's|.*/||' '*/fandol/Fandol*.otf' '*/fandol/COPYING.gz' &&
        gunzip "$work/new/COPYING.gz" && has_fonts "$work/new"; then
        mkdir -p "$FONT_CACHE"
        local name
        for name in "${FONTS[@]}"; do mv -f "$work/new/$name" "$FONT_CACHE/$name"; done
    fi
    rm -rf "$work"
    has_fonts "$FONT_CACHE"
}

fonts() {
    has_fonts fonts && return
    has_fonts "$FONT_CACHE" || fill_font_cache || return 1
    mkdir -p fonts
    local name
    for name in "${FONTS[@]}"; do
        cp -fl "$FONT_CACHE/$name" fonts/ 2>/dev/null || cp -f "$FONT_CACHE/$name" fonts/
    done
    has_fonts fonts
}

# ---- 主流程 --------------------------------------------------------------------

state() { { echo "$PWD $1"; cat pyproject.toml constraints.txt tools/setup.sh; } | cksum; }

up_to_date() {  # 装好的环境是否仍然对应当前的文件;dev 环境也满足 run
    local mode
    for mode in "$1" dev; do
        [ -x .venv/bin/python ] && [ "$(cat ".venv/.ready-$mode" 2>/dev/null)" = "$(state "$mode")" ] && return
    done
    return 1
}

install() {  # $1:run 或 dev;$2:附加组
    up_to_date "$1" && return
    system_packages "$1"
    [ "$1" = run ] || browser
    python_environment "$1" "$2"
    state "$1" >".venv/.ready-$1"
    say "环境已准备好。"
}

NO_FONTS=("没有取得 Fandol 字体(连不上网络,或软件源里没有)。"
    "可接通网络后再运行一次;也可从 Debian 软件包 $FONT_PACKAGE 或 CTAN 的 fandol 取得 ${FONTS[*]},放入本目录的 fonts/。")

case "${1:-}" in
    run) install run ""; fonts || warn "${NO_FONTS[*]}暂以本机已有字体生成 PDF。" ;;
    dev) install dev "[test,dev]"; fonts || die "${NO_FONTS[@]}" ;;
    fonts) fonts || die "${NO_FONTS[@]}" ;;
    *) die "用法:tools/setup.sh run|dev|fonts" ;;
esac
