using System.Text.Json;

namespace ArtFactory.Engine.Providers;

/// <summary>An input of a ComfyUI workflow that a person may make a parameter of.</summary>
/// <param name="NodeId">The node.</param>
/// <param name="Input">The input's name at the node.</param>
/// <param name="Title">What the node is called in the workflow.</param>
/// <param name="ClassType">The node's class.</param>
/// <param name="Value">What the workflow has there.</param>
/// <param name="Parameter">What the parameter would be called.</param>
/// <param name="IsGuessed">Whether it is what one usually wants to set.</param>
public sealed record WorkflowInput(string NodeId, string Input, string Title, string ClassType, JsonElement Value, string Parameter, bool IsGuessed)
{
    /// <summary>How it is named on the command line.</summary>
    public string Place => $"{NodeId}.{Input}";
}
