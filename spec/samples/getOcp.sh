curl https://api.sandbox-billit.xyz/v1/ocps/e3b0c442-98fc-4c14-9afb-f4c8996fb924 \
  -H "Authorization: Bearer $BILLIT_TOKEN" \
  -H 'Accept: application/json'
