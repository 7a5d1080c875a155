using Microsoft.Playwright;

namespace ArtFactory.Tests.Browser;

/// <summary>Keys, addresses and models, as an operator meets them.</summary>
[Collection(BrowserStage.Name)]
public sealed class ProvidersInBrowserTests(BrowserStage stage)
{
    [Fact]
    public async Task A_key_is_entered_once_and_only_its_end_is_shown()
    {
        const string key = "r8_canary0123456789abcdWXYZ";
        var page = await stage.OpenAsync();
        var complaints = page.Complaints();
        await page.GoAsync(stage.Factory.Address + "/admin/providers");
        var panel = page.Locator(".provider-row", new() { HasText = "Civitai" });
        await panel.GetByText("Key and address").ClickAsync();
        await panel.GetByLabel("API key").FillAsync(key);
        await panel.GetByRole(AriaRole.Button, new() { Name = "Save key" }).ClickAsync();
        await Assertions.Expect(panel.GetByLabel("API key")).ToHaveAttributeAsync("placeholder", "•••• WXYZ");
        await Assertions.Expect(panel.GetByText("a key is there")).ToBeVisibleAsync();

        // Nowhere in the page, nor after it is loaded anew.
        (await page.ContentAsync()).ShouldNotContain("canary");
        await page.GoAsync(stage.Factory.Address + "/admin/providers");
        (await page.ContentAsync()).ShouldNotContain("canary");
        await panel.GetByText("Key and address").ClickAsync();
        await panel.GetByLabel("Base address").FillAsync("not an address");
        await panel.GetByRole(AriaRole.Button, new() { Name = "Save address" }).ClickAsync();
        await Assertions.Expect(panel.GetByRole(AriaRole.Alert)).ToContainTextAsync("no web address");
        await panel.GetByRole(AriaRole.Button, new() { Name = "Forget it" }).ClickAsync();
        await Assertions.Expect(panel.GetByText("no key yet")).ToBeVisibleAsync();
        complaints.ShouldBeEmpty();
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task A_workflow_is_dropped_in_its_inputs_ticked_and_its_form_shown()
    {
        var page = await stage.OpenAsync();
        var complaints = page.Complaints();
        await page.GoAsync(stage.Factory.Address + "/admin/models");
        await page.GetByRole(AriaRole.Button, new() { Name = "Add a model" }).ClickAsync();
        await page.GetByLabel("Provider").SelectOptionAsync("comfyui");
        await page.GetByLabel("Workflow file").SetInputFilesAsync(new FilePayload
        {
            Name = "Fox portrait.json", MimeType = "application/json", Buffer = System.Text.Encoding.UTF8.GetBytes(Fakes.Providers.Fixtures.Text("ComfyUi/prompt-request.json")),
        });
        await Assertions.Expect(page.GetByText("12 of 13 inputs can be set")).ToBeVisibleAsync();
        await page.GetByLabel("Set filename_prefix of SaveImage").CheckAsync();
        await page.GetByLabel("Set denoise of KSampler").UncheckAsync();
        await page.GetByLabel("Name of the model").FillAsync("Browser fox");
        await page.GetByRole(AriaRole.Button, new() { Name = "Add the workflow" }).ClickAsync();
        await Assertions.Expect(page.Locator(".model-detail .form-preview")).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator(".models-table")).ToContainTextAsync("comfyui/browser-fox");
        await Assertions.Expect(page.Locator(".form-preview")).ToContainTextAsync("Filename prefix");
        complaints.ShouldBeEmpty();
        await page.Context.CloseAsync();
    }
}
