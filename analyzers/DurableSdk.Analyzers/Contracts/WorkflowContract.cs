using System.Text;

namespace DurableSdk.Analyzers.Contracts;

/// <summary>What runs in flight depend on: a workflow's types, and its durable operations in their order.</summary>
internal sealed record WorkflowContract(string Name, int Version, string Signature, IReadOnlyList<ContractOperation> Operations)
{
    public string Key => $"{Name} version {Version.ToString(null, null)}";

    /// <summary>Its lines in the file.</summary>
    public string Text
    {
        get
        {
            var text = new StringBuilder($"workflow {Key} : {Signature}\n");
            foreach (var operation in Operations)
                text.Append("    ").Append(operation.Text).Append('\n');
            return text.ToString();
        }
    }
}

/// <param name="Kind"><c>step</c>, <c>child</c>, <c>timer</c>, <c>limit</c> or <c>operation</c>.</param>
/// <param name="Id">The id of its call site.</param>
/// <param name="Signature">Its types; empty for what has none of the user's.</param>
internal sealed record ContractOperation(string Kind, string Id, string Signature)
{
    public string Text => Signature.Length == 0 ? $"{Kind} {Id}" : $"{Kind} {Id} : {Signature}";
}
