using System.Collections;
using ExactTorch.Modules;
using static ExactTorch.torch;

namespace ExactTorch
{
    public static partial class torch
    {
        public static partial class nn
        {
            /// <summary>Modules one after the other.</summary>
            public static Sequential Sequential(params Module<Tensor, Tensor>[] modules) => new(modules);

            /// <summary>Modules one after the other.</summary>
            public static Sequential Sequential(IEnumerable<Module<Tensor, Tensor>> modules) => new([.. modules]);

            /// <summary>x &lt; 0 ? 0 : x.</summary>
            public static ReLU ReLU() => new();
        }
    }
}

namespace ExactTorch.Modules
{
    /// <summary>Modules one after the other.</summary>
    public sealed class Sequential : nn.Module<Tensor, Tensor>
    {
        private readonly nn.Module<Tensor, Tensor>[] steps;

        internal Sequential(nn.Module<Tensor, Tensor>[] modules)
            : base(nameof(Sequential))
        {
            steps = modules;
            for (int i = 0; i < modules.Length; i++)
                register_module($"{i}", modules[i]);
        }

        public override Tensor forward(Tensor input) => steps.Aggregate(input, (x, step) => step.call(x));
    }

    /// <summary>x &lt; 0 ? 0 : x.</summary>
    public sealed class ReLU : nn.Module<Tensor, Tensor>
    {
        internal ReLU()
            : base(nameof(ReLU))
        {
        }

        public override Tensor forward(Tensor input) => nn.functional.relu(input);
    }

    /// <summary>Modules by index; their parameters belong to the owner.</summary>
    public sealed class ModuleList<T> : nn.Module, IReadOnlyList<T>
        where T : nn.Module
    {
        private readonly List<T> list = [];

        public ModuleList(params T[] modules)
            : base(nameof(ModuleList<T>))
        {
            foreach (var module in modules)
                Add(module);
        }

        public int Count => list.Count;

        public T this[int index] => list[index];

        public void Add(T item)
        {
            register_module($"{list.Count}", item);
            list.Add(item);
        }

        public IEnumerator<T> GetEnumerator() => list.GetEnumerator();

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

        protected override void RegisterComponents()
        {
            // Registered as they were added.
        }
    }
}
