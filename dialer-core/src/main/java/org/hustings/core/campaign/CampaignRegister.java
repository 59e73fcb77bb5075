package org.hustings.core.campaign;

import java.util.List;

/// The campaigns there are. The promoter and the reconciler go through them one by one, since
/// nothing sees across campaigns.
public interface CampaignRegister {
  List<Campaign> all();
}
