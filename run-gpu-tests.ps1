#!/usr/bin/env pwsh
<#
.SYNOPSIS
Trains the write-up's full budgets on the first CUDA device and decides the claims.
.DESCRIPTION
For PowerShell 7 and Windows PowerShell 5.1. Ends with 0 only if claims were decided and none is red: a GPU that is missing or cannot be used is a failure
here (REPRODUCTION_DEVICE=cuda), and so is a claim that does not exist. A rehearsal that was asked for is not what runs here.
.PARAMETER Claim
Ids of claims, for example P1.1,P2.4. All of them where it is left out.
.PARAMETER Seeds
Number of seeds instead of the claims' own schedules; fewer than approved compare values only.
.EXAMPLE
./run-gpu-tests.ps1 -Claim P1.1,P1.2 -Seeds 5
.EXAMPLE
./run-gpu-tests.ps1 -WhatIf
#>
[CmdletBinding(SupportsShouldProcess = $true)]
param(
    [string[]] $Claim = @(),
    [ValidateRange(1, 40)] [int] $Seeds
)

$ErrorActionPreference = 'Stop'
# A red claim is an exit code and no exception (PowerShell 7.4 can make it one).
$PSNativeCommandUseErrorActionPreference = $false

$filter = 'Category=Gpu'
# "powershell -File" hands over "P1.1,P1.2" as one string.
$ids = @($Claim | ForEach-Object { $_ -split ',' } | ForEach-Object { $_.Trim() } | Where-Object { $_ })
foreach ($id in $ids) {
    if (-not (Get-ChildItem -LiteralPath (Join-Path $PSScriptRoot 'tests/Claims') | Where-Object { $_.Name -like "$($id.Replace('.', '_'))_*.cs" })) {
        Write-Host "There is no claim $id in tests/Claims."
        exit 2
    }
}
if ($ids.Count -gt 0) {
    $filter += '&(' + (($ids | ForEach-Object { "Claim=$_" }) -join '|') + ')'
}

$arguments = @(
    'test', 'tests/Claims.TorchSharp', '-c', 'Release', '-p:TorchDevice=cuda', '--filter', $filter,
    '--logger', 'trx;LogFileName=gpu.trx', '--logger', 'console;verbosity=normal', '--results-directory', 'TestResults',
    '--', 'RunConfiguration.TreatNoTestsAsError=true')
if (-not $PSCmdlet.ShouldProcess("dotnet $($arguments -join ' ')", 'Run')) { exit 0 }

# Before gigabytes of libtorch are downloaded for nothing.
if (-not (Get-Command nvidia-smi -CommandType Application -ErrorAction SilentlyContinue)) {
    Write-Host 'No NVIDIA driver: nvidia-smi is not on the path. Install the driver, or train on the CPU: set REPRODUCTION_NIGHTLY=yes and run dotnet test --filter Category=Nightly'
    exit 2
}

$code = 1
$before = @{ REPRODUCTION_DEVICE = $env:REPRODUCTION_DEVICE; REPRODUCTION_SEEDS = $env:REPRODUCTION_SEEDS; REPRODUCTION_REHEARSAL = $env:REPRODUCTION_REHEARSAL }
Push-Location -LiteralPath $PSScriptRoot
try {
    $env:REPRODUCTION_DEVICE = 'cuda'
    $env:REPRODUCTION_REHEARSAL = ''
    if ($PSBoundParameters.ContainsKey('Seeds')) { $env:REPRODUCTION_SEEDS = "$Seeds" }
    & nvidia-smi '--query-gpu=name,driver_version,memory.total' '--format=csv,noheader'
    & dotnet $arguments
    $code = $LASTEXITCODE
}
finally {
    Pop-Location
    $env:REPRODUCTION_DEVICE = $before.REPRODUCTION_DEVICE
    $env:REPRODUCTION_SEEDS = $before.REPRODUCTION_SEEDS
    $env:REPRODUCTION_REHEARSAL = $before.REPRODUCTION_REHEARSAL
}
exit $code
