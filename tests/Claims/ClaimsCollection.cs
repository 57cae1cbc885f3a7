using WeightPred.Fixtures;

namespace WeightPred.Claims;

/// <summary>xunit looks for a collection's definition only in the assembly of its tests.</summary>
[CollectionDefinition(Suite.Collection, DisableParallelization = true)]
public sealed class ClaimsCollection : ICollectionFixture<EndOfClaims>;
