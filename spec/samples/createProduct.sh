curl https://api.sandbox-billit.xyz/v1/products \
  -H "Authorization: Bearer $BILLIT_TOKEN" \
  -H 'Accept: application/json' \
  -H 'Content-Type: application/json' \
  --data '{
    "name": "Αισθητήρας υγρασίας",
    "description": "Ασύρματος, για εσωτερικό χώρο",
    "nameSec": "Humidity sensor",
    "descriptionSec": "Wireless, for indoor use",
    "unitPrice": 38.5,
    "defaultVatId": 901,
    "isVatIncluded": false,
    "withStock": true,
    "stock": 60,
    "active": true
  }'
