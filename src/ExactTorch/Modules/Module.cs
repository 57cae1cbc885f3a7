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

            /// <summary>The parameters by path; the tensors are the module's own, not copies.</summary>
            public Dictionary<string, Tensor> state_dict() => named_parameters().ToDictionary(p => p.name, p => (Tensor)p.parameter);

            /// <summary>Overwrites every parameter with the tensor of its path.</summary>
            /// <exception cref="ArgumentException">A path is missing or superfluous, or a shape differs; nothing is changed then.</exception>
            public void load_state_dict(IReadOnlyDictionary<string, Tensor> source)
            {
                var own = state_dict();
                var missing = own.Keys.Except(source.Keys).ToList();
                var unknown = source.Keys.Except(own.Keys).ToList();
                if (missing.Count + unknown.Count > 0)
                    throw new ArgumentException($"The state does not belong to {name}: missing [{string.Join(", ", missing)}], unknown [{string.Join(", ", unknown)}].");
                foreach (var (path, tensor) in own)
                {
                    if (!Shapes.Same(tensor.shape, source[path].shape))
                        throw new ArgumentException($"{path} has shape {Shapes.Text(tensor.shape)}, the state {Shapes.Text(source[path].shape)}.");
                }

                foreach (var (path, tensor) in own)
                    tensor.copy_(source[path]);
            }

            /// <summary>Writes the parameters to a file.</summary>
            public Module save(string location)
            {
                StateFile.Write(location, state_dict());
                return this;
            }

            /// <summary>Reads the parameters from a file that <see cref="save"/> wrote.</summary>
            /// <exception cref="InvalidDataException">The file is damaged, not a state file, or of another network.</exception>
            public Module load(string location)
            {
                var state = StateFile.Read(location);
                try
                {
                    load_state_dict(state);
                }
                catch (ArgumentException e)
                {
                    throw new InvalidDataException($"{location}: {e.Message}", e);
                }
                finally
                {
                    foreach (var tensor in state.Values)
                        tensor.Dispose();
                }

                return this;
            }

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
                foreach (var (_, module) in modules)
                    module.Dispose();
            }

            protected internal void register_module(string name, Module submodule) => modules.Add((name, submodule));

            protected internal void register_parameter(string name, Parameter parameter) => ownParameters.Add((name, parameter));

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
