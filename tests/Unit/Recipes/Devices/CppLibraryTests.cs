using Reproduction.Recipes.Devices;

namespace WeightPred.Unit.Recipes.Devices;

public class CppLibraryTests
{
    [SkippableFact]
    public void It_is_new_enough_where_its_file_names_the_version_that_TorchSharp_needs()
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "TorchSharp carries its own C++ library on this system.");
        bool newEnough = CppLibrary.IsNewEnough;
        // The file that was loaded, or that another library holds.
        string? file = File.ReadLines("/proc/self/maps").Select(line => line.Split(' ')[^1])
            .FirstOrDefault(path => path.Contains("libstdc++.so.6", StringComparison.Ordinal));
        bool named = file is not null && File.ReadAllBytes(file).AsSpan().IndexOf("GLIBCXX_3.4.32"u8) >= 0;
        Assert.Equal(named, newEnough);
        if (named)
            CppLibrary.Demand();
        else
            Assert.Contains("Debian 13", Assert.Throws<GpuException>(CppLibrary.Demand).Message);
    }
}
