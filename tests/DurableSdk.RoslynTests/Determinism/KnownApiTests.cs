using DurableSdk.Analyzers;
using DurableSdk.Analyzers.Apis;
using DurableSdk.RoslynTests.Harness;
using Microsoft.CodeAnalysis;

namespace DurableSdk.RoslynTests.Determinism;

/// <summary>The table of unsafe APIs: every name of .NET exists, what computes only is silent, and one thing is said once.</summary>
public sealed class KnownApiTests
{
    /// <summary>What comes in packages that the tests don't reference.</summary>
    private static readonly string[] Packages =
    [
        "Amazon", "Azure", "Cassandra", "Confluent.Kafka", "Couchbase", "Dapper", "Elastic.Clients", "Flurl.Http", "Google.Cloud", "Grpc", "LinqToDB", "MailKit", "Marten", "MassTransit",
        "Microsoft.AspNetCore", "Microsoft.Azure", "Microsoft.Data", "Microsoft.EntityFrameworkCore", "Microsoft.FeatureManagement", "Microsoft.Graph", "Minio", "MongoDB.Driver", "MySql.Data",
        "MySqlConnector", "NATS.Client", "Neo4j.Driver", "NHibernate", "Npgsql", "NServiceBus", "Octokit", "Oracle.ManagedDataAccess", "RabbitMQ.Client", "Raven.Client", "Renci.SshNet", "RestSharp",
        "Microsoft.ApplicationInsights", "NLog", "Prometheus", "SendGrid", "Serilog", "StackExchange.Redis", "Stripe", "Twilio", "log4net",
        "Microsoft.Extensions.Configuration.ConfigurationBinder", "System.Configuration.ConfigurationManager", "System.Diagnostics.EventLog", "System.Diagnostics.PerformanceCounter",
        "System.DirectoryServices", "System.IO.Hashing", "System.Management", "System.Runtime.Caching.ObjectCache", "System.Threading.Tasks.TimeProviderTaskExtensions",
    ];

    private static readonly Compilation Platform = Project.Of("").With(
    [
        .. Directory.GetFiles(Path.GetDirectoryName(typeof(object).Assembly.Location)!, "Microsoft.*.dll").Select(f => MetadataReference.CreateFromFile(f)),
        .. Directory.GetFiles(AppContext.BaseDirectory, "Microsoft.Extensions.*.dll").Select(f => MetadataReference.CreateFromFile(f)),
    ]).Compilation;

    [Test]
    public void Every_line_counts_once()
    {
        using var reader = new StreamReader(typeof(ApiTable).Assembly.GetManifestResourceStream("KnownApis.txt")!);
        var refused = new List<string>();
        ApiFile.Parse(reader.ReadToEnd(), refused.Add);
        Assert.That(refused, Is.Empty);
    }

    [Test]
    public void Line_that_stands_twice_is_named_and_the_rest_counts()
    {
        var refused = new List<string>();
        var entries = ApiFile.Parse("T:A\n[DUR1001\n[DUR1003] Durable.Sleep\nT:B\nT:A\n", refused.Add);
        Assert.That(refused, Is.EqualTo(["[DUR1001", "T:A"]));
        Assert.That(entries, Is.EquivalentTo(new Dictionary<string, ApiEntry> { ["T:A"] = new(ApiEntry.Safe, ""), ["T:B"] = new("DUR1003", "Durable.Sleep") }));
    }

    [Test]
    public void Every_name_exists() =>
        Assert.That(ApiTable.Known.Entries.Select(e => e.Key).Where(id => !IsOfPackage(id) && !Exists(id)), Is.Empty);

    /// <summary>A name that can be resolved here needs no excuse; a wrong one must not hide behind it.</summary>
    [Test]
    public void No_package_is_listed_in_vain() =>
        Assert.That(Packages.Where(p => !ApiTable.Known.Entries.Any(e => IsOf(e.Key, p)) || ApiTable.Known.Entries.Any(e => IsOf(e.Key, p) && Exists(e.Key))), Is.Empty);

    [Test]
    public void Every_section_names_a_rule_and_says_what_its_message_wants()
    {
        var rules = DeterminismRules.All.ToDictionary(r => r.Id);
        Assert.Multiple(() =>
        {
            foreach (var entry in ApiTable.Known.Entries.Select(e => e.Value).Distinct().Where(e => e.Rule != ApiEntry.Safe))
            {
                Assert.That(rules, Does.ContainKey(entry.Rule));
                Assert.That(entry.Instead.Length > 0, Is.EqualTo(rules[entry.Rule].MessageFormat.ToString(null).Contains("{2}", StringComparison.Ordinal)), entry.ToString());
            }
        });
    }

    [TestCase("_ = {|DUR1008:System.IO.File.ReadAllText(\"a\")|};")]
    [TestCase("_ = {|DUR1008:new System.IO.FileInfo(\"a\")|}.Length;")]
    [TestCase("_ = {|DUR1008:System.IO.Directory.EnumerateFiles(\"a\")|};")]
    [TestCase("using var r = {|DUR1008:new System.IO.StreamReader(\"a\")|}; r.ReadLine();")]
    [TestCase("{|DUR1008:System.IO.Compression.ZipFile.ExtractToDirectory(\"a\", \"b\")|};")]
    [TestCase("using var m = {|DUR1008:System.IO.MemoryMappedFiles.MemoryMappedFile.CreateFromFile(\"a\")|};")]
    [TestCase("using var p = {|DUR1008:new System.IO.Pipes.NamedPipeServerStream(\"a\")|};")]
    [TestCase("_ = {|DUR1008:System.Net.Dns.GetHostName()|};")]
    [TestCase("using var s = {|DUR1008:new System.Net.Sockets.Socket(System.Net.Sockets.SocketType.Stream, System.Net.Sockets.ProtocolType.Tcp)|};")]
    [TestCase("using var p = {|DUR1008:new System.Net.NetworkInformation.Ping()|};")]
    [TestCase("using var p = {|DUR1008:new System.Net.Mail.SmtpClient()|};")]
    [TestCase("using var p = {|DUR1008:System.Diagnostics.Process.Start(\"a\")|}; p.WaitForExit();")]
    [TestCase("{|DUR1008:Console.WriteLine()|};")]
    [TestCase("using var s = {|DUR1008:new System.Security.Cryptography.X509Certificates.X509Store()|};")]
    [TestCase("_ = {|DUR1008:System.Xml.Linq.XDocument.Load(\"a.xml\")|};")]
    [TestCase("_ = {|DUR1002:new[] { 1 }.Shuffle()|}.First();")]
    [TestCase("_ = {|DUR1009:Environment.MachineName|};")]
    [TestCase("_ = {|DUR1009:Environment.GetEnvironmentVariable(\"a\")|};")]
    [TestCase("_ = {|DUR1009:TimeZoneInfo.FindSystemTimeZoneById(\"UTC\")|};")]
    [TestCase("_ = {|DUR1009:GC.GetTotalMemory(false)|};")]
    [TestCase("if ({|DUR1009:System.Diagnostics.Debugger.IsAttached|}) return;")]
    [TestCase("_ = {|DUR1012:Thread.CurrentThread|}.ManagedThreadId;")]
    [TestCase("_ = {|DUR1012:Task.CurrentId|}; var task = OneAsync(); _ = {|DUR1012:task.Id|}; await task; _ = {|DUR1012:TaskScheduler.Current.Id|};")]
    [TestCase("var weak = new WeakReference(order); if ({|DUR1009:weak.IsAlive|} || {|DUR1009:weak.Target|} is null) await OneAsync(); if ({|DUR1009:new WeakReference<Order>(order).TryGetTarget(out _)|}) await OneAsync();")]
    [TestCase("_ = {|DUR1009:typeof(Order).Assembly.GetName()|}.Version; _ = {|DUR1009:typeof(Order).Assembly.FullName|}; _ = {|DUR1009:typeof(Order).Assembly.Location|}; _ = {|DUR1009:typeof(Order).AssemblyQualifiedName|};")]
    [TestCase("_ = {|DUR1009:typeof(Order).Module.ModuleVersionId|}; _ = {|DUR1009:typeof(Order).MetadataToken|}; _ = {|DUR1009:System.Reflection.CustomAttributeExtensions.GetCustomAttribute<System.Reflection.AssemblyInformationalVersionAttribute>(typeof(Order).Assembly)|};")]
    [TestCase("_ = {|DUR1009:System.Reflection.RuntimeReflectionExtensions.GetRuntimeMethods(typeof(Order))|}.First(); _ = {|DUR1009:System.Reflection.IntrospectionExtensions.GetTypeInfo(typeof(Order)).DeclaredMethods|}.First();")]
    [TestCase("_ = {|DUR1009:System.Numerics.Vector<int>.Count|}; if ({|DUR1009:System.Numerics.Vector.IsHardwareAccelerated|} || {|DUR1009:System.Runtime.CompilerServices.RuntimeFeature.IsDynamicCodeSupported|}) await OneAsync();")]
    [TestCase("using var aes = System.Security.Cryptography.Aes.Create(); {|DUR1002:aes.GenerateKey()|}; using var hash = {|DUR1002:new System.Security.Cryptography.HMACSHA256()|}; using var rsa = {|DUR1002:System.Security.Cryptography.RSA.Create(2048)|};")]
    [TestCase("using var t = {|DUR1012:new System.Transactions.TransactionScope()|};")]
    [TestCase("var pipe = {|DUR1004:new System.IO.Pipelines.Pipe()|};")]
    public void What_reaches_outside_is_reported_once(string body) => Expect.InWorkflow(body);

    [TestCase("_ = System.IO.Path.Combine(\"a\", System.IO.Path.GetFileName(\"b\"));")]
    [TestCase("using var m = new System.IO.MemoryStream(); m.WriteByte(1); using var r = new System.IO.StreamReader(m); r.ReadLine();")]
    [TestCase("using var r = new System.IO.StringReader(\"a\"); r.ReadToEnd(); System.IO.TextReader t = r; t.Peek();")]
    [TestCase("using var m = new System.IO.MemoryStream(); using var z = new System.IO.Compression.GZipStream(m, System.IO.Compression.CompressionLevel.Fastest); z.WriteByte(1);")]
    [TestCase("_ = System.IO.FileMode.Open; _ = System.Net.HttpStatusCode.OK; _ = System.Data.DbType.String; _ = Environment.SpecialFolder.Desktop;")]
    [TestCase("throw new System.IO.IOException(\"a\", new System.IO.FileNotFoundException());")]
    [TestCase("throw new System.Net.WebException(\"a\", System.Net.WebExceptionStatus.Timeout);")]
    [TestCase("try { await OneAsync(); } catch (System.Net.Http.HttpRequestException e) { _ = e.StatusCode; }")]
    [TestCase("_ = System.Net.IPAddress.Parse(\"::1\").IsIPv6LinkLocal; _ = new System.Net.IPEndPoint(System.Net.IPAddress.Loopback, 1).Port; _ = System.Net.WebUtility.HtmlEncode(\"a\");")]
    [TestCase("var m = new System.Net.Http.HttpRequestMessage(System.Net.Http.HttpMethod.Get, \"a\") { Content = new System.Net.Http.StringContent(\"a\") }; m.Headers.Add(\"a\", \"b\");")]
    [TestCase("var t = new System.Data.DataTable(); t.Columns.Add(\"a\"); t.Rows.Add(1); _ = t.Rows[0][\"a\"];")]
    [TestCase("GC.KeepAlive(order); GC.SuppressFinalize(order); GC.Collect();")]
    [TestCase("_ = Environment.NewLine; _ = TimeZoneInfo.Utc.Id; _ = TimeZoneInfo.ConvertTime(DateTimeOffset.UnixEpoch, TimeZoneInfo.Utc);")]
    [TestCase("System.Diagnostics.Debug.Assert(order.Total > 0); System.Diagnostics.Debug.WriteLine(\"a\");")]
    [TestCase("_ = Activator.CreateInstance<List<int>>(); _ = Interlocked.Increment(ref _count); _ = Volatile.Read(ref _count);", "private int _count;")]
    [TestCase("_ = System.Xml.Linq.XDocument.Parse(\"<a/>\").Root; _ = System.Xml.XmlReader.Create(new System.IO.StringReader(\"<a/>\"));")]
    [TestCase("_ = System.Security.Cryptography.SHA256.HashData([1]); _ = Convert.ToHexString([1]);")]
    [TestCase("using var aes = System.Security.Cryptography.Aes.Create(); aes.Key = new byte[32]; using var hash = new System.Security.Cryptography.HMACSHA256(new byte[32]); _ = hash.ComputeHash([1]);")]
    [TestCase("_ = typeof(Order).FullName + typeof(Order).Name + typeof(Order).Namespace; _ = typeof(Order).IsAssignableFrom(typeof(string));")]
    [TestCase("using System.IO.Stream copy = new System.IO.MemoryStream(); copy.WriteByte(1);")]
    [TestCase("var clock = new FixedClock(); _ = clock.GetUtcNow();", "private sealed class FixedClock : TimeProvider { public override DateTimeOffset GetUtcNow() => DateTimeOffset.UnixEpoch; }")]
    public void What_only_computes_is_silent(string body, string members = "") => Expect.InWorkflow(body, members);

    [Test]
    public void Property_of_a_package_is_silent_and_its_method_is_not() => Expect.Findings("""
        using Azure.Things;
        namespace Azure.Things { public record Message(string Text); public class QueueClient { public string Name => ""; public Message Receive() => new("a"); } }
        public class W
        {
            [Workflow] public Task RunAsync(string queue)
            {
                var client = new QueueClient();
                _ = client.Name + {|DUR1008:client.Receive()|}.Text;
                return Task.CompletedTask;
            }
        }
        """);

    [Test]
    public void Object_of_a_field_is_reported_at_each_use() => Expect.InWorkflow(
        "_ = {|DUR1008:_http.GetStringAsync(\"a\")|}; _ = {|DUR1008:_http.GetStringAsync(\"b\")|};", "private readonly System.Net.Http.HttpClient _http = new();");

    private static bool IsOfPackage(string id) => Packages.Any(p => IsOf(id, p));

    private static bool IsOf(string id, string package) => id[2..] == package || id[2..].StartsWith(package + ".", StringComparison.Ordinal) || id[2..].StartsWith(package + "`", StringComparison.Ordinal);

    private static bool Exists(string id)
    {
        if (DocumentationCommentId.GetFirstSymbolForDeclarationId(id, Platform) is not null)
            return true;
        // Without parameters it stands for all overloads.
        var dot = id.LastIndexOf('.');
        return id.StartsWith("M:", StringComparison.Ordinal) && !id.Contains('(', StringComparison.Ordinal)
            && DocumentationCommentId.GetFirstSymbolForDeclarationId("T:" + id[2..dot], Platform) is INamedTypeSymbol type
            && !type.GetMembers(id[(dot + 1)..].Replace("#ctor", ".ctor", StringComparison.Ordinal)).IsEmpty;
    }
}
