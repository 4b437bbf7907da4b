namespace Idiomatic.VirtualMachine;

public abstract class Provisioner
{
    protected async Task<string> ProvisionAsync(string name)
    {
        var id = await CreateAsync(name);
        try
        {
            await ConfigureAsync(id, Settings());
            return id;
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            await DestroyAsync(id);
            throw new InvalidOperationException($"{name} can't be provisioned.", e);
        }
    }

    protected abstract IReadOnlyList<string> Settings();

    [Step] protected static Task<string> CreateAsync(string name) => Task.FromResult(name);

    [Step] protected static Task ConfigureAsync(string id, IReadOnlyList<string> settings) => Task.CompletedTask;

    [Step] protected static Task DestroyAsync(string id) => Task.CompletedTask;
}

/// <summary>A template method: what differs is pure.</summary>
public sealed class LinuxProvisioner : Provisioner
{
    [Workflow(Name = "provision-linux")]
    public async Task<string> RunAsync(string name)
    {
        var id = await ProvisionAsync($"linux-{name}");
        return id.Trim();
    }

    protected override IReadOnlyList<string> Settings() => ["ssh", .. Tools.Select(t => $"install {t}")];

    private static IReadOnlyList<string> Tools { get; } = ["git", "curl"];
}
