@echo off
rem ASCII only, so that it reads the same in every code page; what an officer should read is in docs\python.html.
setlocal
if "%~1"=="run" goto run
if "%~1"=="shown" goto run
set "juesuan="
if exist "%USERPROFILE%\.juesuan\program\Scripts\python.exe" set juesuan="%USERPROFILE%\.juesuan\program\Scripts\python.exe"
if not defined juesuan py -3 -c "import generator.cli" >nul 2>&1 && set juesuan=py -3
if not defined juesuan python -c "import generator.cli" >nul 2>&1 && set juesuan=python
if not defined juesuan goto missing
start "juesuan" /min cmd /d /c call "%~f0" run
exit /b 0

:run
%juesuan% -X utf8 -m generator.cli open "%~dp0."
if errorlevel 1 if "%~1"=="run" start "juesuan" cmd /d /c call "%~f0" shown
if errorlevel 1 if "%~1"=="shown" pause
exit /b

:missing
if exist "%~dp0docs\python.html" start "" "%~dp0docs\python.html"
if not exist "%~dp0docs\python.html" echo Python 3.11 or later (64-bit) and juesuan are needed: https://www.python.org/downloads/windows/
if not exist "%~dp0docs\python.html" pause
exit /b 1
