using Reproduction.Baselines;
using Reproduction.Results;
using Xunit.Abstractions;
using Xunit.Sdk;

namespace Reproduction.Testing;

/// <summary>A claim of the write-up; its tests carry the trait Claim=id.</summary>
/// <param name="id">For example "P1.1".</param>
/// <param name="sentence">The claim in a few words, as a sentence.</param>
/// <param name="kind">Whether the author reports, expects, suggests or proves it.</param>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
[TraitDiscoverer("Reproduction.Testing.ClaimTraits", "Reproduction.Xunit")]
public sealed class ClaimAttribute(string id, string sentence, Kind kind) : Attribute, ITraitAttribute
{
    public string Id => id;

    /// <summary>Place in the write-up.</summary>
    public required string Section { get; init; }

    /// <summary>The quotation or the figures printed there.</summary>
    public required string WriteUp { get; init; }

    internal Statement Statement => new(id, sentence, kind, Section, WriteUp);
}

/// <summary>Gives xunit the trait of a <see cref="ClaimAttribute"/>.</summary>
internal sealed class ClaimTraits : ITraitDiscoverer
{
    public IEnumerable<KeyValuePair<string, string>> GetTraits(IAttributeInfo traitAttribute) =>
        [new("Claim", (string)traitAttribute.GetConstructorArguments().First())];
}

/// <summary>Names the write-up of an assembly of claims, and the source of its runs.</summary>
/// <param name="title">The write-up's.</param>
/// <param name="lab">
/// An <see cref="Claims.InMemoryLab{T}"/> with a constructor without parameters, or a Laboratory of Reproduction.Runs.
/// </param>
[AttributeUsage(AttributeTargets.Assembly)]
public sealed class WriteUpAttribute(string title, Type lab) : Attribute
{
    public string Title => title;

    public Type Lab => lab;

    /// <summary>An <see cref="Reports.IWhatCameOut"/> with a constructor without parameters; null says nothing.</summary>
    public Type? WhatCameOut { get; init; }

    internal IReadOnlyList<Reports.Sentence> Sentences =>
        WhatCameOut is null ? [] : ((Reports.IWhatCameOut)Activator.CreateInstance(WhatCameOut)!).Sentences;
}
