namespace CollabWiki.Core.Spaces;

/// <summary>Is told of each change of a space on this node: what people may do in it may have changed.</summary>
public interface ISpaceWatcher
{
    void Changed(SpaceKey space);
}
