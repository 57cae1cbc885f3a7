<#
.SYNOPSIS
Trains the write-up's full budgets on the first CUDA device and decides every claim. Exit code 0 only if at least one claim ran and none was red.
.EXAMPLE
./run-gpu-tests.ps1 -Claim P1.1 -Seeds 5
#>
[CmdletBinding(SupportsShouldProcess)]
param([string]$Claim, [int]$Seeds)

$ErrorActionPreference = 'Stop'
Set-Location $PSScriptRoot
if (-not (Get-Command nvidia-smi -ErrorAction SilentlyContinue)) {
    Write-Host 'No NVIDIA driver: nvidia-smi is not on the path. Install the driver, or train on the CPU: dotnet test --filter Category=Nightly'
    exit 2
}
nvidia-smi --query-gpu=name,driver_version,memory.total --format=csv,noheader
if ($LASTEXITCODE -ne 0) { Write-Host 'nvidia-smi finds no working device.'; exit 2 }

$filter = 'Category=Gpu'
if ($Claim) { $filter += "&Claim=$Claim" }
$results = Join-Path $PSScriptRoot 'TestResults'
$trx = Join-Path $results 'gpu.trx'
$arguments = @('test', 'tests/Claims', '-c', 'Release', '-p:Stack=torchsharp', '-p:TorchDevice=cuda', '--filter', $filter,
    '--logger', 'trx;LogFileName=gpu.trx', '--logger', 'console;verbosity=normal', '--results-directory', $results)
if (-not $PSCmdlet.ShouldProcess("dotnet $($arguments -join ' ')", 'Run')) { exit 0 }

$before = $env:WEIGHTPRED_SEEDS
try {
    if ($Seeds -gt 0) { $env:WEIGHTPRED_SEEDS = "$Seeds" }
    if (Test-Path $trx) { Remove-Item $trx }
    & dotnet $arguments
    $code = $LASTEXITCODE
}
finally {
    $env:WEIGHTPRED_SEEDS = $before
}
if (-not (Test-Path $trx)) { Write-Host 'No test was run.'; exit 3 }

# Green with nothing run is no success. A skipped test counts as not executed.
$counters = ([xml](Get-Content $trx -Raw)).TestRun.ResultSummary.Counters
Write-Host "GPU claims: $($counters.total), ran $($counters.executed), passed $($counters.passed), failed $($counters.failed)"
if ([int]$counters.executed -eq 0) { Write-Host 'Every GPU claim was skipped.'; exit 3 }
exit $code
