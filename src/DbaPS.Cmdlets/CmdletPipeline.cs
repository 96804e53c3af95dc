using System.Management.Automation;
using DbaPS.Cmdlets.Secrets;
using DbaPS.Connections;
using DbaPS.Errors;
using DbaPS.Pipeline;
using DbaPS.Secrets;

namespace DbaPS.Cmdlets;

/// <summary>What an operation says, on PowerShell's streams. The one file that names them.</summary>
internal sealed class CmdletPipeline : IPipelineHost, ISecretVault
{
    private readonly PSCmdlet _cmdlet;

    // The open activities, outermost first: an activity that begins while another goes on is its child.
    private readonly List<(string Name, int Id)> _activities = [];
    private int _lastActivity;

    public CmdletPipeline(PSCmdlet cmdlet) => _cmdlet = cmdlet;

    public void Write(object item) => _cmdlet.WriteObject(item, enumerateCollection: false);

    public void Error(DbaError error) => _cmdlet.WriteError(ErrorRecords.From(error));

    /// <summary>Reports a failure that ends the cmdlet.</summary>
    public void Fail(DbaError error) => _cmdlet.ThrowTerminatingError(ErrorRecords.From(error));

    public void Warning(string message) => _cmdlet.WriteWarning(message);

    public void Verbose(string message) => _cmdlet.WriteVerbose(message);

    public void Progress(ProgressUpdate update)
    {
        var place = _activities.FindIndex(a => a.Name == update.Activity);
        if (place < 0)
        {
            place = _activities.Count;
            _activities.Add((update.Activity, ++_lastActivity));
        }
        _cmdlet.WriteProgress(new ProgressRecord(_activities[place].Id, update.Activity, update.Status.Length == 0 ? " " : update.Status)
        {
            ParentActivityId = place == 0 ? -1 : _activities[place - 1].Id,
            PercentComplete = update.Fraction is { } fraction ? (int)Math.Clamp(fraction * 100, 0, 100) : -1,
            RecordType = update.Completed ? ProgressRecordType.Completed : ProgressRecordType.Processing,
        });
        if (update.Completed)
        {
            _activities.RemoveAt(place);
        }
    }

    public ChangeAnswer Confirm(ChangePrompt prompt)
    {
        var what = prompt.Action.Contains(prompt.Target, StringComparison.Ordinal) ? prompt.Action : $"{prompt.Action}: {prompt.Target}";
        var description = string.IsNullOrEmpty(prompt.Sql) ? what : $"{what}{Environment.NewLine}{prompt.Sql}";
        if (_cmdlet.ShouldProcess(description, description, "Confirm", out var reason))
        {
            return ChangeAnswer.Proceed;
        }
        return reason == ShouldProcessReason.WhatIf ? ChangeAnswer.WhatIf : ChangeAnswer.Declined;
    }

    public Secret ReadSecret(string name, string? vault) => PowerShellVault.Read(_cmdlet.InvokeCommand, name, vault);

    /// <summary>Takes activities off the screen that were left open by a failure.</summary>
    public void Close()
    {
        foreach (var (name, id) in _activities)
        {
            _cmdlet.WriteProgress(new ProgressRecord(id, name, " ") { RecordType = ProgressRecordType.Completed });
        }
        _activities.Clear();
    }
}
