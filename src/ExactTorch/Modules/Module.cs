using System.Reflection;
using ExactTorch.Memory;
using ExactTorch.Modules;

namespace ExactTorch;

public static partial class torch
{
    public static partial class nn
    {
        /// <summary>A part of a network that owns parameters and other parts.</summary>
        public abstract class Module : IDisposable
        {
            private readonly List<(string Name, Module Module)> modules = [];
            private readonly List<(string Name, Parameter Parameter)> ownParameters = [];
            private readonly List<(string Name, Tensor Buffer)> ownBuffers = [];
            private readonly string name;

            protected Module(string name) => this.name = name;

            /// <summary>The name given at construction.</summary>
            public string GetName() => name;

            /// <summary>All parameters with their paths, own ones first, in the order of registration.</summary>
            public IEnumerable<(string name, Parameter parameter)> named_parameters()
            {
                foreach (var own in ownParameters)
                    yield return own;
                foreach (var (path, module) in modules)
                {
                    foreach (var (inner, parameter) in module.named_parameters())
                        yield return ($"{path}.{inner}", parameter);
                }
            }

            /// <summary>All parameters, own ones first, in the order of registration.</summary>
            public IEnumerable<Parameter> parameters() => named_parameters().Select(p => p.parameter);

            /// <summary>
            /// State that training changes without a gradient, with its paths. Own buffers come first, in the order of
            /// registration.
            /// </summary>
            public IEnumerable<(string name, Tensor buffer)> named_buffers()
            {
                foreach (var own in ownBuffers)
                    yield return own;
                foreach (var (path, module) in modules)
                {
                    foreach (var (inner, buffer) in module.named_buffers())
                        yield return ($"{path}.{inner}", buffer);
                }
            }

            /// <summary>All buffers, own ones first, in the order of registration.</summary>
            public IEnumerable<Tensor> buffers() => named_buffers().Select(b => b.buffer);

            /// <summary>Whether this part behaves as in training; true at first.</summary>
            public bool training { get; private set; } = true;

            /// <summary>Has this part and all of its parts behave as in training, or as in evaluation.</summary>
            public void train(bool on = true)
            {
                training = on;
                foreach (var (_, module) in modules)
                    module.train(on);
            }

            /// <summary>Has this part and all of its parts behave as in evaluation.</summary>
            public void eval() => train(false);

            /// <summary>Forgets all gradients.</summary>
            public void zero_grad()
            {
                foreach (var parameter in parameters())
                    parameter.ForgetGradient();
            }

            public void Dispose()
            {
                Dispose(true);
                GC.SuppressFinalize(this);
            }

            protected virtual void Dispose(bool disposing)
            {
                foreach (var (_, parameter) in ownParameters)
                    parameter.Dispose();
                foreach (var (_, buffer) in ownBuffers)
                    buffer.Dispose();
                foreach (var (_, module) in modules)
                    module.Dispose();
            }

            protected internal void register_module(string name, Module submodule) => modules.Add((name, submodule));

            protected internal void register_parameter(string name, Parameter parameter) => ownParameters.Add((name, parameter));

            protected internal void register_buffer(string name, Tensor tensor) => ownBuffers.Add((name, tensor));

            /// <summary>Registers every field that holds a module or a parameter, in the order of declaration.</summary>
            protected virtual void RegisterComponents()
            {
                // Reflection promises no order; metadata tokens follow the source.
                var fields = GetType().GetFields(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance)
                    .OrderBy(field => field.MetadataToken);
                foreach (var field in fields)
                {
                    switch (field.GetValue(this))
                    {
                        case Module module when modules.All(m => m.Module != module):
                            module.RegisterComponents();
                            register_module(field.Name, module);
                            break;
                        case Parameter parameter when ownParameters.All(p => p.Parameter != parameter):
                            register_parameter(field.Name, parameter);
                            break;
                    }
                }
            }
        }

        /// <summary>A part of a network that maps one value to another.</summary>
        public abstract class Module<T, TResult> : Module
        {
            protected Module(string name)
                : base(name)
            {
            }

            /// <summary>The map, as its author writes it.</summary>
            public abstract TResult forward(T input);

            /// <summary>The map, as its user calls it.</summary>
            public TResult call(T input) => forward(input);
        }

        /// <summary>Makes a tensor a parameter.</summary>
        public static Parameter Parameter(Tensor data, bool requires_grad = true) => new(data, requires_grad);
    }
}
