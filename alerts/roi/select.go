package roi

import "slices"

// placed is the number at a place, from 0, of all of them in order, or between two where the place is. It changes their order.
func placed(all []float64, place float64) float64 {
	k := int(place)
	at := selected(all, k)
	rest := place - float64(k)
	if rest == 0 {
		return at
	}
	return at + rest*(slices.Min(all[k+1:])-at)
}

// selected puts the number that would be at k in order there, none that is larger before it and none that is smaller behind it
// (Hoare's FIND, 1961). None of them may be no number.
func selected(all []float64, k int) float64 {
	low, high := 0, len(all)-1
	for low < high {
		pivot := median(all[low], all[low+(high-low)/2], all[high])
		i, j := low, high
		for i <= j {
			for all[i] < pivot {
				i++
			}
			for pivot < all[j] {
				j--
			}
			if i <= j {
				all[i], all[j] = all[j], all[i]
				i, j = i+1, j-1
			}
		}
		switch {
		case k <= j:
			high = j
		case k >= i:
			low = i
		default:
			return all[k]
		}
	}
	return all[k]
}

func median(a, b, c float64) float64 { return max(min(a, b), min(max(a, b), c)) }
