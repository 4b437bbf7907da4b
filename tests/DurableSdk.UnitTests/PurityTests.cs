using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using DurableSdk.Replay;

namespace DurableSdk.UnitTests;

/// <summary>
/// The analyzer of BannedSymbols.txt speaks at the line; this looks at what was compiled, whoever switched a warning off.
/// </summary>
public sealed class PurityTests
{
    private static readonly string[] BannedTypes =
    [
        "System.Diagnostics.Stopwatch", "System.TimeProvider", "System.Threading.Timer", "System.Threading.PeriodicTimer", "System.Threading.Thread",
        "System.Threading.ThreadPool", "System.Security.Cryptography.RandomNumberGenerator", "System.Console", "System.IO.File", "System.IO.FileStream",
        "System.Diagnostics.Process", "System.Net.Http.HttpClient",
    ];

    private static readonly string[] BannedMembers =
    [
        "System.DateTime.get_Now", "System.DateTime.get_UtcNow", "System.DateTimeOffset.get_Now", "System.DateTimeOffset.get_UtcNow",
        "System.Environment.get_TickCount", "System.Environment.get_TickCount64", "System.Threading.Tasks.Task.Run", "System.Threading.Tasks.Task.Delay",
        "System.Threading.Tasks.Task.Wait", "System.Random.get_Shared", "System.Guid.NewGuid", "System.Guid.CreateVersion7",
        "System.Threading.Tasks.TaskScheduler.get_Default",
    ];

    [Test]
    public void Core_uses_no_clock_thread_chance_or_file()
    {
        using var file = File.OpenRead(typeof(ReplayCore).Assembly.Location);
        using var image = new PEReader(file);
        var reader = image.GetMetadataReader();

        var types = reader.TypeReferences.Select(handle => NameOf(reader, handle)).ToList();
        var members = reader.MemberReferences.Select(handle => NameOf(reader, reader.GetMemberReference(handle))).ToList();

        Assert.That(members, Has.Member("System.Threading.Tasks.Task.ContinueWith"), "The names are read as they are written here.");
        Assert.That(types.Intersect(BannedTypes), Is.Empty);
        Assert.That(members.Intersect(BannedMembers), Is.Empty);
    }

    [Test]
    public void Core_depends_on_nothing_but_the_base_library_and_the_logger_type() =>
        Assert.That(
            typeof(ReplayCore).Assembly.GetReferencedAssemblies().Select(name => name.Name).Where(name => !name!.StartsWith("System.", StringComparison.Ordinal)),
            Is.EqualTo(["Microsoft.Extensions.Logging.Abstractions"]));

    private static string NameOf(MetadataReader reader, TypeReferenceHandle handle)
    {
        var type = reader.GetTypeReference(handle);
        return $"{reader.GetString(type.Namespace)}.{reader.GetString(type.Name)}";
    }

    private static string NameOf(MetadataReader reader, MemberReference member) => member.Parent.Kind == HandleKind.TypeReference
        ? $"{NameOf(reader, (TypeReferenceHandle)member.Parent)}.{reader.GetString(member.Name)}"
        : reader.GetString(member.Name);
}
