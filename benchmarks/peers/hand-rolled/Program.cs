using System.Globalization;
using DurableSdk.Peers.HandRolled;
using DurableSdk.Peers.Measuring;

// <peer> <database> load <seconds>, or <peer> <database> resume
SQLitePCL.Batteries_V2.Init();
var (peer, database) = (args[0], args[1]);
using var tables = new Tables(database, connection => peer == "hand-rolled-group" ? new GroupCommit(connection) : new CommitEach(connection));
var workflows = new Workflows(tables);
if (args is [_, _, "load", var seconds])
    await new Load(peer, workflows, TimeSpan.FromSeconds(int.Parse(seconds, CultureInfo.InvariantCulture))).RunAsync();
else
    await workflows.ResumedAsync("one", new Resumed());
