@echo off
rem ASCII only, so that it reads the same in every code page; what an officer should read is told by Python or in docs\python.html.
setlocal
for %%p in ("py -3.13" "py -3.12" "py -3.11" "py -3.14" "py -3" "python") do (
    %%~p -c "import sys; sys.exit(sys.version_info < (3, 11) or sys.maxsize < 2 ** 32)" >nul 2>&1 && (
        %%~p -X utf8 "%~dp0wheels\install.py"
        goto end
    )
)
start "" "%~dp0docs\python.html"
exit /b 1

:end
pause
