using DurableSdk.Peers.Measuring;
using DurableSdk.Peers.Report;

// <lines of all rounds> <Markdown file>
var lines = File.ReadLines(args[0]).Where(line => line.Length > 0).Select(Line.Parse).ToList();
File.WriteAllText(args[1], new Markdown(lines).ToString());
