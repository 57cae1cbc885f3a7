using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;

namespace WeightPred.Unit.ExactTorch;

public class MathReferencesTests
{
    private static readonly string[] RoundedByTheStandard = ["Sqrt", "Abs", "Min", "Max"];

    [Fact]
    public void Only_functions_that_IEEE_754_defines_to_the_last_bit_are_referenced()
    {
        using var file = Open();
        var metadata = file.GetMetadataReader();
        var references = MathMembers(metadata).Select(m => m.Name).ToList();
        Assert.Contains("MathF.Sqrt", references); // or the test looks at nothing
        Assert.DoesNotContain(references,
            name => name != "MathF.FusedMultiplyAdd" && !RoundedByTheStandard.Contains(name.Split('.')[1]));
    }

    // Where the machine has no FMA the runtime calls the C library's fmaf; Scalar.Fma asks first.
    [Fact]
    public void FusedMultiplyAdd_is_called_in_the_one_guarded_place()
    {
        using var file = Open();
        var metadata = file.GetMetadataReader();
        int token = MetadataTokens.GetToken(MathMembers(metadata).Single(m => m.Name == "MathF.FusedMultiplyAdd").Handle);
        var callers = metadata.MethodDefinitions.Where(
            handle => Calls(file, metadata.GetMethodDefinition(handle), token)).Select(handle =>
        {
            var method = metadata.GetMethodDefinition(handle);
            return $"{metadata.GetString(metadata.GetTypeDefinition(method.GetDeclaringType()).Name)}."
                + $"{metadata.GetString(method.Name)}";
        });
        Assert.Equal(["Scalar.Fma"], callers);
    }

    // Generic mathematics reaches the same library through the number types themselves.
    [Fact]
    public void Floats_and_doubles_are_asked_nothing_but_whether_they_are_numbers()
    {
        using var file = Open();
        var used = Members(file.GetMetadataReader(), "Single", "Double").Select(m => m.Name.Split('.')[1]).Distinct();
        Assert.Empty(used.Except(["IsNaN", "IsFinite", "ToString"]));
    }

    private static PEReader Open() => new(File.OpenRead(typeof(torch).Assembly.Location));

    private static IEnumerable<(MemberReferenceHandle Handle, string Name)> MathMembers(MetadataReader metadata) =>
        Members(metadata, "Math", "MathF");

    private static IEnumerable<(MemberReferenceHandle Handle, string Name)> Members(MetadataReader metadata,
        params string[] types)
    {
        foreach (var handle in metadata.MemberReferences)
        {
            var member = metadata.GetMemberReference(handle);
            if (member.Parent.Kind != HandleKind.TypeReference)
                continue;
            var type = metadata.GetTypeReference((TypeReferenceHandle)member.Parent);
            if (metadata.GetString(type.Namespace) == "System" && types.Contains(metadata.GetString(type.Name)))
                yield return (handle, $"{metadata.GetString(type.Name)}.{metadata.GetString(member.Name)}");
        }
    }

    private static bool Calls(PEReader file, MethodDefinition method, int token)
    {
        if (method.RelativeVirtualAddress == 0)
            return false;
        byte[] call = [0x28, .. BitConverter.GetBytes(token)];
        return file.GetMethodBody(method.RelativeVirtualAddress).GetILBytes().AsSpan().IndexOf(call) >= 0;
    }
}
