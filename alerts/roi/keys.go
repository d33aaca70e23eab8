package roi

// Names of inputs, with what each is. Entered ones are called as in ingest.InputKinds.
type (
	count[T any]      string
	price[T any]      string
	rate[T, Each any] string
	share             string
	amount            string // money of the period
)

const (
	mentions         count[Mention]              = "mentions" // all that count, whatever their tone
	views            count[Impression]           = "views"    // of mentions that are not negative
	goodMentions     count[Mention]              = "mentions_not_negative"
	impressions      count[Impression]           = "impressions"
	viewsPerMention  rate[Impression, Mention]   = "views_per_mention"
	cpi              price[Impression]           = "cpi"
	cpm              price[Thousand[Impression]] = "cpm"
	socialClicks     count[Visit]                = "social_clicks"
	cpc              price[Visit]                = "cpc"
	searchClicks     count[Visit]                = "search_clicks"
	searchCPC        price[Visit]                = "search_cpc"
	ctr              share                       = "ctr"
	ctrBefore        share                       = "ctr/before"
	queries          count[Query]                = "search_queries"
	influencers      count[Influencer]           = "influencers"
	influencerReach  rate[Impression, Mention]   = "influencer_reach"
	influencerSaid   count[Mention]              = "influencer_mentions"
	influencerSpend  amount                      = "influencer_spend" // on adverts with paid speakers and partners, all together
	adImpressions    count[Impression]           = "ad_impressions"   // that this bought
	eventMentions    count[Mention]              = "event_mentions"
	eventPositive    share                       = "event_positive"
	eventPrice       price[Event]                = "event_price"
	mentionsPerEvent rate[Mention, Event]        = "mentions_per_event"
	articles         count[Article]              = "ugc_articles"
	goodArticles     share                       = "quality/articles"
	articlePrice     price[Article]              = "article_price"
	photos           count[Photo]                = "ugc_photos"
	goodPhotos       share                       = "quality/photos"
	photoSetPrice    price[PhotoSet]             = "photo_set_price"
	photosPerSet     rate[Photo, PhotoSet]       = "photos_per_set"
	videos           count[Video]                = "ugc_videos"
	goodVideos       share                       = "quality/videos"
	videoPrice       price[Video]                = "video_price"
	insights         count[Insight]              = "insights"
	goodInsights     share                       = "quality/insights"
	groupPrice       price[Group]                = "focus_group_price"
	insightsPerGroup rate[Insight, Group]        = "insights_per_group"
	requests         count[Request]              = "support_requests"
	selfSolved       share                       = "self_solved"
	deflection       share                       = "deflection" // of the self-solved, who would have called
	callPrice        price[Call]                 = "call_price"
	leads            count[Lead]                 = "leads"
	leadToCustomer   share                       = "lead_to_customer"
	cheque           price[Customer]             = "average_cheque"
	lifetimeValue    price[Customer]             = "lifetime_value"
	margin           share                       = "margin"
	conversion       share                       = "conversion"
	conversionBefore share                       = "conversion/before"
	soldBefore       count[Sale]                 = "units_sold/before"
	receipts         price[Sale]                 = "receipts_per_unit"
)
