namespace ArtFactory.Engine.Expansion;

/// <summary>One remark on what was typed.</summary>
/// <param name="Severity">How much it matters.</param>
/// <param name="Code">A stable name of the kind of remark, such as <c>unclosed-token</c>.</param>
/// <param name="Message">One sentence that says what is wrong and what to do.</param>
/// <param name="Field"><c>prompt</c>, <c>negative_prompt</c>, or the name of a parameter.</param>
/// <param name="Start">Where in the field's original text the remark begins, in UTF-16 code units.</param>
/// <param name="Length">How many code units it is about; 0 marks a place between two.</param>
public sealed record Diagnostic(Severity Severity, string Code, string Message, string Field, int Start, int Length);
