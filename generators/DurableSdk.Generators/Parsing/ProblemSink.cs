using Microsoft.CodeAnalysis;

namespace DurableSdk.Generators.Parsing;

/// <summary>Where parsers say what is wrong. The generator passes none and only leaves out what can't be generated; the analyzer reports.</summary>
internal delegate void ProblemSink(DiagnosticDescriptor rule, Location? location, params object[] arguments);
