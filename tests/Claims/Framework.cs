using Reproduction.Testing;

[assembly: WriteUp(
    "neural network weight prediction", typeof(Laboratory), WhatCameOut = typeof(WeightPred.Claims.WhatCameOut))]
