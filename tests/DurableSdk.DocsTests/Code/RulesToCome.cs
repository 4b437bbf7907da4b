namespace DurableSdk.DocsTests.Code;

/// <summary>Rules whose pages are written and whose checks aren't here yet; a rule that speaks all the same fails its page's test until it is taken out.</summary>
internal static class RulesToCome
{
    public static readonly string[] Ids =
    [
        "DUR1006", "DUR1007", "DUR1010", "DUR1011", "DUR1013", "DUR1014", "DUR1016", "DUR1017", "DUR1018",
        "DUR1020", "DUR1021", "DUR1022", "DUR1023", "DUR1024", "DUR1025", "DUR1026", "DUR1027", "DUR1028", "DUR1030", "DUR1031", "DUR1032",
    ];
}
