using Reproduction.Testing;

[assembly: TestFramework(ClaimsFramework.TypeName, ClaimsFramework.AssemblyName)]
[assembly: WriteUp(
    "neural network weight prediction", typeof(Laboratory), WhatCameOut = typeof(WeightPred.Claims.WhatCameOut))]
