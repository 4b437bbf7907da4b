using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using DurableSdk.Sqlite.Reading;

namespace DurableSdk.StoreTests.Sqlite;

/// <summary>
/// A program that is published trimmed has no properties that only reflection asks for, and one that is compiled ahead of time makes no code at run time. Dapper's mapping needs both, and its methods don't say so.
/// </summary>
public sealed class SqliteTrimmingTests
{
    [Test]
    public void Store_leaves_no_mapping_to_Dapper()
    {
        using var file = File.OpenRead(typeof(RunReader).Assembly.Location);
        using var image = new PEReader(file);
        var reader = image.GetMetadataReader();

        var members = reader.MemberReferences.Select(handle => reader.GetMemberReference(handle)).Where(member => member.Parent.Kind == HandleKind.TypeReference).ToList();
        var called = members.Where(member => TypeOf(reader, member) == "SqlMapper").Select(member => reader.GetString(member.Name)).Distinct();

        Assert.That(called, Is.EqualTo(["ExecuteReader"]));
    }

    private static string TypeOf(MetadataReader reader, MemberReference member) => reader.GetString(reader.GetTypeReference((TypeReferenceHandle)member.Parent).Name);
}
